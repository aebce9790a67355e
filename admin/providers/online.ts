import { useSyncExternalStore } from 'react';

const onNetwork = (watch: () => void) => {
  for (const event of ['online', 'offline']) window.addEventListener(event, watch);
  return () => {
    for (const event of ['online', 'offline']) window.removeEventListener(event, watch);
  };
};

/** Whether the device has a network, as far as it knows. */
export const useOnline = (): boolean => useSyncExternalStore(onNetwork, () => navigator.onLine);
