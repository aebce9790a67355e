import type { Look } from '../../shared/rules/looks.ts';

/** The formats that a picture is kept in: the one that it came in. */
export const formats = ['jpeg', 'png', 'webp', 'gif'] as const;
export type Format = (typeof formats)[number];

/** What is asked of the helper: files by their paths, never their content. */
export type Order = { id: number; from: string; format: Format; clean: string; thumbnail: string };

export type Made = {
  look: Look | null;
  /** Pixels of one frame, upright. */
  width: number;
  height: number;
};

/** `too-large`: more pixels than are opened. `damaged`: no picture can be made of it. */
export type Refused = 'too-large' | 'damaged';
/** Anything else that went wrong keeps its code, such as a full disk. */
export type Report = { id: number } & ({ made: Made } | { refused: Refused } | { failed: string; code?: string });

/** All frames of a picture together; beyond it a picture is a bomb, or a mistake. */
export const mostPixels = 64_000_000;

export const thumbnailSide = 320;
