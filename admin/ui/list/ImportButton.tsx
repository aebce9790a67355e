import FileUploadOutlined from '@mui/icons-material/FileUploadOutlined';
import Button from '@mui/material/Button';
import { Link } from 'react-router';
import { useImportable } from '../../imports/importable.ts';
import { useT } from '../../i18n/index.ts';

type Props = {
  resource: string;
  /** Of the list that it stands above: answers belong to its campaign. */
  filter?: Record<string, unknown>;
  /** As a button of the page's head, where there is no row of tools. */
  outlined?: boolean;
};

/** The way to bring many of these in at once, beside the way out. */
export const ImportButton = ({ resource, filter = {}, outlined = false }: Props) => {
  const t = useT();
  const kind = useImportable().find((one) => one === resource);
  if (!kind) return null;
  const campaign = [filter['campaignId']].flat();
  const of = typeof campaign[0] === 'string' && campaign.length === 1 ? `&campaignId=${campaign[0]}` : '';
  return (
    <Button
      component={Link}
      to={`/imports/create?kind=${kind}${of}`}
      color="inherit"
      variant={outlined ? 'outlined' : 'text'}
      startIcon={<FileUploadOutlined />}
      sx={outlined ? undefined : { color: 'text.secondary' }}
    >
      {t('imports.button')}
    </Button>
  );
};
