import { describe, expect, test } from '@jest/globals';
import { nameFor } from '../../admin/evidence/names.ts';
import { fitted } from '../../admin/evidence/shrink.ts';
import { placeFrom, takenOf, timeFrom } from '../../admin/evidence/taken.ts';
import { takenHint } from '../../shared/rules/taken.ts';
import { withExif } from '../support/exif.ts';
import { fc } from '../support/property.ts';

describe('what a camera wrote', () => {
  test('is read from its picture; nothing from one that says nothing', async () => {
    const plain = Buffer.from('ffd8ffe000104a46494600010100000100010000ffda', 'hex');
    const facts = { time: '2026:09:03 14:05:00', offset: '+08:00', lat: 40.84, lng: 111.75 };
    const photo = new Blob([withExif(plain, facts)], { type: 'image/jpeg' });
    expect(await takenOf(photo)).toEqual({
      taken: { takenAt: '2026-09-03T14:05:00+08:00', takenLat: '40.84000', takenLng: '111.75000' },
      bare: false,
    });
    expect(await takenOf(new Blob([plain], { type: 'image/jpeg' }))).toEqual({ taken: {}, bare: true });
  });

  test.each([
    ['2026:09:03 14:05:00', '+08:00', { takenAt: '2026-09-03T14:05:00+08:00' }],
    ['2026:09:03 14:05:00', '', { takenAt: '2026-09-03T14:05:00' }],
    ['2026:09:03 14:05:00', 'Z', { takenAt: '2026-09-03T14:05:00' }],
    // A clock that was never set, one from the future, and no clock at all.
    ['1970:01:01 00:00:00', '', {}],
    ['2199:01:01 00:00:00', '', {}],
    ['0000:00:00 00:00:00', '', {}],
    ['昨天', '', {}],
  ])('%s %s', (time, offset, taken) => expect(timeFrom(time, offset)).toEqual(taken));

  test.each([
    [40.84, 111.75, { takenLat: '40.84000', takenLng: '111.75000' }],
    [-1.5, -70.123456, { takenLat: '-1.50000', takenLng: '-70.12346' }],
    [0, 0, {}],
    [91, 10, {}],
    [Number.NaN, 10, {}],
    [undefined, 10, {}],
  ])('at %d, %d', (lat, lng, taken) => expect(placeFrom(lat, lng)).toEqual(taken));
});

test('a picture keeps its shape, fits, and never grows', () => {
  const side = fc.integer({ min: 1, max: 20_000 });
  fc.assert(
    fc.property(side, side, (width, height) => {
      const now = fitted(width, height);
      const scale = Math.min(1, 2000 / Math.max(width, height));
      expect(Math.max(now.width, now.height)).toBeLessThanOrEqual(Math.min(2000, Math.max(width, height)));
      expect(Math.abs(now.width - width * scale)).toBeLessThanOrEqual(1);
      expect(Math.abs(now.height - height * scale)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a name tells the type that is sent', () => {
  expect(nameFor('IMG_1.HEIC', 'image/jpeg')).toBe('IMG_1.jpg');
  expect(nameFor('会场.JPEG', 'image/jpeg')).toBe('会场.JPEG');
  expect(nameFor('.webp', 'image/jpeg')).toBe('photo.jpg');
  expect(nameFor('截图.png', 'image/png')).toBe('截图.png');
});

test('a verifier is told of pictures from before the item and from after the mark', () => {
  const span = { since: '2026-09-01T00:00:00Z', until: '2026-09-10T00:00:00Z' };
  expect(takenHint('2026-08-31T23:00:00Z', span)).toBe('before-item');
  expect(takenHint('2026-09-05T00:00:00Z', span)).toBeNull();
  expect(takenHint('2026-09-10T00:00:30Z', span)).toBeNull();
  expect(takenHint('2026-09-10T01:00:00Z', span)).toBe('after-mark');
  expect(takenHint('2026-08-31T23:00:00Z', {})).toBeNull();
  expect(takenHint(null, span)).toBeNull();
});
