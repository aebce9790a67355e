import { useNotify, useRefresh } from 'ra-core';
import { useState } from 'react';
import type { Channel } from '../../shared/channels.ts';
import type { Delivery } from '../../shared/deliveries.ts';
import { useT } from '../i18n/index.ts';
import { useData } from '../providers/dataProvider.ts';
import { sentenceOf } from '../providers/httpClient.ts';

/** Milliseconds between two looks at the log, and how often it is looked at. */
const PAUSE = 700;
const LOOKS = 40;

const underWay = ({ status, attempts, error }: Delivery) =>
  status === 'sending' || (status === 'waiting' && attempts === 0 && error === null);

/** Orders a test message and follows it through the log until it has arrived, or has failed once. */
export function useChannelTest(channel: Channel): { busy: boolean; test: () => Promise<void> } {
  const t = useT();
  const data = useData();
  const notify = useNotify();
  const refresh = useRefresh();
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    try {
      let line = await data.action<Delivery>('channels', channel.id, 'test');
      for (let look = 0; look < LOOKS && underWay(line); look++) {
        await new Promise((resolve) => setTimeout(resolve, PAUSE));
        line = await data.read<Delivery>(`deliveries/${line.id}`);
      }
      if (line.status === 'sent') notify(t('channels.testSent', { name: channel.name }), { type: 'success' });
      else if (line.error) notify(line.error, { type: 'warning' });
      refresh();
    } catch (failure) {
      notify(sentenceOf(failure), { type: 'error' });
    } finally {
      setBusy(false);
    }
  };
  return { busy, test };
}
