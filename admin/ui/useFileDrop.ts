import { useEffect, useRef, useState, type RefObject } from 'react';

const inputs = new Set<HTMLElement>();

/** What counts as around an input: its dialog, its question, its form. */
const around = (input: HTMLElement) => input.closest('[role=dialog], section, form') ?? input;

const hasFiles = (data: DataTransfer | null) => data !== null && [...data.types].includes('Files');

/**
 * Files dropped on the input, and pictures pasted around it; anywhere, where it is the only input on the page. A file
 * that misses the input doesn't replace the page. Answers whether files hover over it.
 */
export function useFileDrop(ref: RefObject<HTMLElement | null>, onFiles: (files: File[]) => void): boolean {
  const [over, setOver] = useState(false);
  const newest = useRef(onFiles);
  newest.current = onFiles;

  useEffect(() => {
    const input = ref.current;
    if (!input) return undefined;
    inputs.add(input);
    const inside = (event: Event) => event.target instanceof Node && input.contains(event.target);
    const hover = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(inside(event));
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event.dataTransfer)) return;
      event.preventDefault();
      setOver(false);
      if (inside(event)) newest.current([...(event.dataTransfer?.files ?? [])]);
    };
    const paste = (event: ClipboardEvent) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length === 0 || event.defaultPrevented) return;
      const near = event.target instanceof Node && around(input).contains(event.target);
      if (!near && inputs.size > 1) return;
      event.preventDefault();
      newest.current(files);
    };
    document.addEventListener('dragover', hover);
    document.addEventListener('dragleave', leave);
    document.addEventListener('drop', drop);
    document.addEventListener('paste', paste);
    return () => {
      inputs.delete(input);
      document.removeEventListener('dragover', hover);
      document.removeEventListener('dragleave', leave);
      document.removeEventListener('drop', drop);
      document.removeEventListener('paste', paste);
    };
  }, [ref]);
  return over;
}
