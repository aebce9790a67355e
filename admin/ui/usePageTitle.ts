import { useEffect } from 'react';
import { useT } from '../i18n/index.ts';
import { useTitleCount } from './titleCount.ts';

/** Names the window while the page is open; undefined leaves it as it is. */
export function usePageTitle(title: string | undefined): void {
  const t = useT();
  const count = useTitleCount();
  useEffect(() => {
    if (title === undefined) return;
    document.title = `${count > 0 ? `(${count > 99 ? '99+' : count}) ` : ''}${title} · ${t('shell.product')}`;
    return () => {
      document.title = t('shell.product');
    };
  }, [title, t, count]);
}
