import { Component, type ReactNode } from 'react';

type Props = { children: ReactNode; fallback: ReactNode; /** Another value tries again. */ resetKey?: string };

/** Keeps a broken piece of the page from taking the rest with it. */
export class ErrorBoundary extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidUpdate(previous: Props) {
    if (this.state.broken && previous.resetKey !== this.props.resetKey) this.setState({ broken: false });
  }

  override render() {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
