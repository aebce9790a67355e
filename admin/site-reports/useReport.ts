import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useGetList, useNotify } from 'ra-core';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { addMonths } from '../../shared/rules/months.ts';
import { siteFigures, siteStocks, type SiteFigure, type SiteReport } from '../../shared/site-reports.ts';
import type { Site } from '../../shared/sites.ts';
import { useT } from '../i18n/index.ts';
import { problemBody, sentenceOf } from '../providers/httpClient.ts';
import { showConflict } from '../ui/conflict.ts';
import { useFormat } from '../ui/format.ts';

type Typed = Record<SiteFigure, string>;

const typedOf = (report: SiteReport | undefined): Typed =>
  Object.fromEntries(siteFigures.map((figure) => [figure, report?.[figure]?.toString() ?? ''])) as Typed;

/** A number as people type it: 1,234 and full-width digits too; blank is none, and anything else is told to the server. */
function numberOf(text: string): number | string | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[,\s]/g, '');
  if (plain === '') return undefined;
  return Number.isFinite(Number(plain)) ? Number(plain) : plain;
}

type Given = { site: Site; month: string; report?: SiteReport | undefined };

/** What is typed for one month, the report before it, and what the server says of it. */
export function useReport({ site, month: first, report }: Given) {
  const t = useT();
  const { month: monthWord } = useFormat();
  const dataProvider = useDataProvider();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const notify = useNotify();
  const [month, setMonth] = useState(first);
  const [typed, setTyped] = useState<Typed>(() => typedOf(report));
  const [note, setNote] = useState(report?.note ?? '');
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const { data: before } = useGetList<SiteReport>('site-reports', {
    filter: { siteId: site.id, month_lte: addMonths(month, -1) },
    sort: { field: 'month', order: 'DESC' },
    pagination: { page: 1, perPage: 1 },
  });
  const previous = before?.[0];

  // Whatever changes, the figures are to be judged anew.
  const change = (field: string) => {
    setAsked(false);
    setErrors((all) => (asked ? {} : Object.fromEntries(Object.entries(all).filter(([name]) => name !== field))));
  };
  const set = (figure: SiteFigure, text: string) => {
    setTyped((all) => ({ ...all, [figure]: text }));
    change(figure);
  };
  const choose = (next: string) => {
    setMonth(next);
    change('month');
  };
  const keepStocks = () => {
    if (!previous) return;
    const stocks = Object.fromEntries(siteStocks.map((figure) => [figure, previous[figure]?.toString() ?? '']));
    setTyped((all) => ({ ...all, ...stocks }));
    setAsked(false);
    setErrors({});
  };

  const send = async () => {
    setBusy(true);
    const figures = Object.fromEntries(siteFigures.map((figure) => [figure, numberOf(typed[figure])]));
    const data = { ...figures, siteId: site.id, month, note: note || null, confirmed: asked };
    try {
      if (report) {
        await dataProvider.update('site-reports', {
          id: report.id,
          data: { ...data, version: report.version },
          previousData: report,
        });
      } else {
        await dataProvider.create('site-reports', { data });
      }
      void queryClient.invalidateQueries();
      notify(t(report ? 'sites.reports.saved' : 'sites.reports.done', { month: monthWord(month) }), {
        type: 'success',
      });
      void navigate(`/sites/${site.id}/show`, { replace: true });
    } catch (failure) {
      const { code, errors: faults, current } = problemBody(failure);
      if (faults) setErrors(faults);
      setAsked(code === 'implausible-figures');
      if (current) showConflict({ resource: 'site-reports', seen: report!, current: current as SiteReport });
      else if (!faults) notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };

  return { month, choose, typed, set, note, setNote, errors, asked, busy, previous, keepStocks, send };
}
