import { useNotify } from 'ra-core';
import { useNavigate } from 'react-router';
import { belowOn } from '../../shared/rules/ladder.ts';
import type { Rectification } from '../../shared/rectifications.ts';
import type { Supervision } from '../../shared/supervisions.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { useMay, useMe } from '../providers/session.ts';
import type { BulkAct, Row } from '../ui/list/types.ts';
import { listUrl } from '../ui/listUrl.ts';

/** 督办 of selected items: for whoever may issue orders, where each is overdue and somebody below answers for it. */
export function useSupervise(): BulkAct {
  const t = useT();
  const may = useMay();
  const own = useMe()?.org.code ?? '';
  const { post } = useData();
  const notify = useNotify();
  const navigate = useNavigate();
  return {
    action: 'supervise',
    label: (count) => t('inbox.order.make', { count }),
    consequence: () => t('inbox.order.makeBody'),
    allowed: (rows) =>
      may('create', 'supervisions') &&
      (rows as readonly (Row & Rectification)[]).every(
        ({ overdue, orgCode }) => overdue && belowOn(orgCode, own) !== null,
      ),
    perform: async (rows) => {
      const first = await post<Supervision & { made: string[] }>('supervisions', { itemIds: rows.map(({ id }) => id) });
      notify(t('inbox.order.made', { count: first.made.length }), { type: 'success' });
      const [only, ...others] = first.made;
      void navigate(others.length === 0 ? `/supervisions/${only}/show` : listUrl('supervisions', { id: first.made }));
    },
  };
}
