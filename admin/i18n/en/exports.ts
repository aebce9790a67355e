import type { Shape } from '../shape.ts';
import type { exports as zh } from '../zh/exports.ts';

export const exports: Shape<typeof zh> = {
  title: 'Exports',
  intro: 'Files that you have exported; nobody else sees or downloads them.',
  none: 'Nothing has been exported yet',
  noneBody: 'Choose “Export” at the right above any list: its current filter becomes an Excel file.',
  button: 'Export',
  excelRows: 'Excel workbook (%{count} rows)',
  csvRows: 'CSV file (%{count} rows)',
  records: 'My exports',
  making: 'Making %{name}',
  progress: '%{done} / %{total} rows',
  ready: '%{name} is ready',
  rows: '%{count} rows',
  failed: '%{name} could not be made',
  download: 'Download',
  downloadNamed: 'Download %{name}',
  dismiss: 'Close %{name}',
  panel: 'Files being exported',
  summary: 'Export the summary table',
};
