import { useEffect, useRef } from 'react';

/** Runs when the component has come up, and not again. */
export function useEffectOnce(effect: () => void): void {
  const done = useRef(false);
  useEffect(() => {
    if (done.current) return;
    done.current = true;
    effect();
  });
}
