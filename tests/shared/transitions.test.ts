import { describe, expect, test } from '@jest/globals';
import { roles, type Actor, type Role } from '../../shared/permissions.ts';
import { districtOf, isAtOrAbove, levelOf } from '../../shared/rules/orgCode.ts';
import { beforeOf, changeOf, type ItemAct, type ItemState } from '../../shared/rules/rectification.ts';
import { mayActions, refusalOf, transitions, type ActionOf, type Flow } from '../../shared/rules/transitions.ts';
import { fc } from '../support/property.ts';

const places = ['15', '1501', '150102', '150102001', '150103', '1502', '44', '4419', '441900003', '31', '310107'];
const actor = (orgCode: string, role: Role = 'officer', id = `${role}-${orgCode}`): Actor => ({
  id,
  username: id,
  name: id,
  role,
  orgCode,
  level: levelOf(orgCode),
  unionId: role === 'reporter' ? 'u1' : null,
});
const anyActor = fc
  .tuple(fc.constantFrom(...places), fc.constantFrom(...roles))
  .map(([place, role]) => actor(place, role));
const union = fc.constantFrom('150102', '150102001', '1501', '15', '441900003', '310107');

const flow = (status: string, orgCode: string, author: Actor | null = null): Flow => ({
  status,
  subject: {
    orgCode,
    unionId: 'u1',
    issuerOrgCode: orgCode.slice(0, 2),
    author,
    responsible: 'self',
    lastActorId: null,
  },
});

describe('who may do what', () => {
  test('nobody verifies what they or their own level marked', () => {
    fc.assert(
      fc.property(anyActor, anyActor, union, (marker, verifier, org) => {
        fc.pre(marker.role !== 'leader' && marker.role !== 'operator' && isAtOrAbove(marker.orgCode, org));
        const may = refusalOf('rectifications', 'close', verifier, flow('rectified', org, marker)) === null;
        if (!may) return;
        expect(verifier.id).not.toBe(marker.id);
        const inProvince = marker.orgCode.length === 2 || districtOf(org).length === 2;
        if (!inProvince) {
          expect(verifier.orgCode.length).toBeLessThan(marker.orgCode.length);
          expect(verifier.orgCode.length).toBeLessThan(districtOf(org).length);
        }
        expect(isAtOrAbove(verifier.orgCode, org)).toBe(true);
      }),
    );
  });

  test.each([
    ['hohhot-officer closes what the district marked', '1501', '150102', '150102', true],
    ['the province may too', '15', '150102', '150102', true],
    ['the district never closes its own', '150102', '150102', '150102', false],
    ['nor what a township marked', '150102', '150102001', '150102001', false],
    ['the sibling city cannot', '1502', '150102', '150102', false],
    ['a city without districts asks its province', '4419', '441900003', '441900003', false],
    ['and the province closes', '44', '441900003', '441900003', true],
    ['a municipality closes for its districts', '31', '310107', '310107', true],
  ])('%s', (_name, verifier, marker, org, may) => {
    expect(refusalOf('rectifications', 'close', actor(verifier), flow('rectified', org, actor(marker))) === null).toBe(
      may,
    );
  });

  test('where a province marked, another person of that province closes', () => {
    const marked = flow('rectified', '150102', actor('15', 'officer', 'a'));
    expect(refusalOf('rectifications', 'close', actor('15', 'officer', 'a'), marked)?.kind).toBe('forbidden');
    expect(refusalOf('rectifications', 'close', actor('15', 'officer', 'b'), marked)).toBeNull();
    expect(refusalOf('rectifications', 'close', actor('1501'), marked)?.kind).toBe('forbidden');
  });

  test("a chair rectifies the union's own items, never those the superior owes", () => {
    const chair = actor('150102', 'reporter');
    const item = flow('open', '150102');
    expect(mayActions('rectifications', chair, item)).toEqual(expect.arrayContaining(['rectify']));
    expect(
      mayActions('rectifications', chair, { ...item, subject: { ...item.subject, responsible: 'upper' } }),
    ).toEqual([]);
    expect(mayActions('rectifications', chair, { ...item, subject: { ...item.subject, unionId: 'u2' } })).toEqual([]);
  });

  test('leaders and operators change nothing', () => {
    for (const resource of Object.keys(transitions) as (keyof typeof transitions)[]) {
      for (const role of ['leader', 'operator'] as const) {
        for (const status of ['draft', 'issued', 'pending', 'submitted', 'open', 'rectified', 'closed', 'published']) {
          expect(mayActions(resource, actor('15', role), flow(status, '15'))).toEqual([]);
        }
      }
    }
  });

  test('a submission of a reporter is reviewed by the district, one on behalf by the level above the submitter', () => {
    const byChair = flow('submitted', '150102', actor('150102', 'reporter'));
    const onBehalf = flow('submitted', '150102', actor('150102'));
    expect(refusalOf('inspections', 'approve', actor('150102'), byChair)).toBeNull();
    expect(refusalOf('inspections', 'approve', actor('150102', 'officer', 'other'), onBehalf)?.kind).toBe('forbidden');
    expect(refusalOf('inspections', 'approve', actor('1501'), onBehalf)).toBeNull();
  });
});

const open: ItemState = {
  status: 'open',
  track: 'scheduled',
  dueOn: '2026-12-31',
  measures: null,
  note: null,
  responsibleName: null,
  rectifiedAt: null,
  rectifiedBy: null,
  marker: null,
  late: false,
  closedAt: null,
  closedBy: null,
  returnReason: null,
  extension: null,
  extensionPending: false,
  attachmentIds: [],
};

const acts: Record<Exclude<ActionOf<'rectifications'>, 'withdraw' | 'remind'>, ItemAct> = {
  rectify: { action: 'rectify', measures: '已补开会员大会', attachmentIds: [] },
  close: { action: 'close' },
  return: { action: 'return', reason: '佐证不清' },
  reopen: { action: 'reopen', reason: '回头看发现反弹' },
  'request-extension': { action: 'request-extension', until: '2027-03-01', reason: '换届筹备' },
  'decide-extension': { action: 'decide-extension', approve: true },
};

describe('an extension that waits for its decision', () => {
  const who = { ...actor('1501'), name: '李四' };
  const waiting: ItemState = {
    ...open,
    dueOn: '2026-08-25',
    extensionPending: true,
    extension: {
      until: '2026-08-28',
      reason: '换届',
      requestedOn: '2026-08-20',
      requestedBy: '张三',
      requester: { id: 'a', orgCode: '150102', role: 'officer' },
      decision: null,
      decidedBy: null,
      decisionReason: null,
    },
  };
  const at = new Date('2026-09-01T02:00:00Z');

  test('makes nobody late: approved, refused or marked meanwhile, the days it waited are given back', () => {
    const decide = (approve: boolean) =>
      changeOf(waiting, { action: 'decide-extension', approve, reason: '已阅' }, who, { at });
    expect(decide(true).dueOn).toBe('2026-09-06');
    expect(decide(false).dueOn).toBe('2026-09-06');
    expect(changeOf(waiting, { action: 'rectify', measures: '已办', attachmentIds: [] }, who, { at })).toMatchObject({
      late: false,
      dueOn: '2026-09-06',
      extensionPending: false,
    });
  });
});

describe('the life of an item', () => {
  const steps = fc.array(
    fc.tuple(fc.constantFrom(...(Object.keys(acts) as (keyof typeof acts)[])), fc.integer({ min: 0, max: 40 })),
    {
      maxLength: 30,
    },
  );

  test('every walk through the table keeps the invariants, and every step can be undone exactly', () => {
    fc.assert(
      fc.property(steps, (walk) => {
        let state = open;
        let at = Date.parse('2026-09-01T04:00:00Z');
        for (const [action, days] of walk) {
          at += days * 86_400_000;
          const allowed = (transitions.rectifications[action].from as readonly string[]).includes(state.status);
          const pending =
            action === 'decide-extension'
              ? state.extensionPending
              : !(action === 'request-extension' && state.extensionPending);
          if (!allowed || !pending) continue;
          const who = { ...actor('150102'), name: '张三' };
          const change = changeOf(state, acts[action], who, { at: new Date(at) });
          const next = { ...state, ...change };
          expect({ ...next, ...beforeOf(state, change) }).toEqual(state);
          if (acts[action].action !== 'decide-extension') expect(next.dueOn >= state.dueOn).toBe(true);
          if (next.status === 'closed') expect(next.closedAt! >= next.rectifiedAt!).toBe(true);
          if (next.status === 'rectified' || next.status === 'closed') expect(next.measures).not.toBeNull();
          if (next.extensionPending) expect(['open', 'returned', 'reopened']).toContain(next.status);
          const { to } = transitions.rectifications[action];
          expect(next.status).toBe(to === 'same' ? state.status : to);
          state = next;
        }
      }),
    );
  });
});
