import { isPlausibleTime } from '../../shared/rules/taken.ts';

/** What a picture says of itself, as fields of an upload; empty where it says nothing believable. */
export type Taken = { takenAt?: string; takenLat?: string; takenLng?: string };

/** The part of a file in which cameras write; a HEIC keeps it anywhere. */
const HEAD = 512 * 1024;

/** Reads time and place, before the picture is made smaller and loses them. `bare`: nothing hangs on the file. */
export async function takenOf(file: Blob): Promise<{ taken: Taken; bare: boolean }> {
  try {
    const { default: reader } = await import('exifreader');
    const whole = !/^image\/(jpeg|png|webp)$/.test(file.type);
    const tags = reader.load(await (whole ? file : file.slice(0, HEAD)).arrayBuffer(), { expanded: true });
    const { exif, gps } = tags;
    const time = String(exif?.DateTimeOriginal?.description ?? exif?.DateTimeDigitized?.description ?? '');
    const offset = String(exif?.OffsetTimeOriginal?.description ?? exif?.OffsetTime?.description ?? '');
    return {
      taken: { ...timeFrom(time, offset), ...placeFrom(gps?.Latitude, gps?.Longitude) },
      bare: !exif && !gps && !tags.xmp && !tags.iptc,
    };
  } catch {
    return { taken: {}, bare: true };
  }
}

/** `2026:09:03 14:05:00` of a camera, with its offset where it tells one; a clock that runs wrong tells nothing. */
export function timeFrom(time: string, offset: string): Taken {
  const [, year, month, day, clock] = /^(\d{4})[:-](\d\d)[:-](\d\d)[ T](\d\d:\d\d:\d\d)/.exec(time) ?? [];
  if (!clock) return {};
  const local = `${year}-${month}-${day}T${clock}`;
  const known = /^[+-]\d\d:\d\d$/.test(offset) ? offset : '';
  return isPlausibleTime(new Date(`${local}${known || '+08:00'}`)) ? { takenAt: local + known } : {};
}

/** Degrees with a metre's accuracy. Cameras without a fix write zeros, which is a place in the sea. */
export function placeFrom(lat: unknown, lng: unknown): Taken {
  if (typeof lat !== 'number' || typeof lng !== 'number' || !Number.isFinite(lat) || !Number.isFinite(lng)) return {};
  if (Math.abs(lat) > 90 || Math.abs(lng) > 180 || (lat === 0 && lng === 0)) return {};
  return { takenLat: lat.toFixed(5), takenLng: lng.toFixed(5) };
}
