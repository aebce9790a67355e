import { usccCheck } from '../../shared/rules/uscc.ts';

let serial = 0;

/** A code that fits and that no other call gave. */
export function anotherUscc(): string {
  const first17 = `92150102MB${String(++serial).padStart(7, '0')}`;
  return first17 + usccCheck(first17);
}

/** What somebody types who registers an enterprise of 150102. */
export const enterpriseInput = (more: object = {}) => ({
  orgCode: '150102',
  name: `新城区测试企业${serial + 1}`,
  uscc: anotherUscc(),
  employees: 120,
  ...more,
});
