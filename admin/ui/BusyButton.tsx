import Button, { type ButtonProps } from '@mui/material/Button';
import { useLayoutEffect, useRef } from 'react';

type Props = Omit<ButtonProps, 'loading'> & { loading: boolean };

/**
 * A button that waits for its own act. While it waits it can't be pressed again, which takes the keyboard away from
 * it; the keyboard comes back when the act has ended, unless it has gone somewhere else meanwhile.
 */
export const BusyButton = ({ loading, ...props }: Props) => {
  const button = useRef<HTMLButtonElement>(null);
  const held = useRef(false);
  useLayoutEffect(() => {
    const at = document.activeElement;
    if (loading) held.current = at === button.current;
    // A dialog takes the keyboard to its own frame when nothing in it has it: that is not somewhere else.
    else if (held.current && at?.contains(button.current)) button.current?.focus();
    if (!loading) held.current = false;
  }, [loading]);
  return <Button {...props} ref={button} loading={loading} />;
};
