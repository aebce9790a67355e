import { useEffect } from 'react';
import { useT } from '../i18n/index.ts';

/** Names the window while the page is open; undefined leaves it as it is. */
export function usePageTitle(title: string | undefined): void {
  const t = useT();
  useEffect(() => {
    if (title === undefined) return;
    document.title = `${title} · ${t('shell.product')}`;
    return () => {
      document.title = t('shell.product');
    };
  }, [title, t]);
}
