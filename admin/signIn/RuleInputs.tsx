import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import MenuItem from '@mui/material/MenuItem';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { ruleRoles, type IdentityRule } from '../../shared/identityProviders.ts';
import { useT, useWord } from '../i18n/index.ts';
import { OrgPicker } from '../ui/OrgPicker.tsx';

type Props = {
  rules: IdentityRule[];
  onChange: (rules: IdentityRule[]) => void;
  /** The server's fault at one field of one rule. */
  faultAt: (index: number, field: keyof IdentityRule) => string | undefined;
};

export const newRule: IdentityRule = { claim: '', value: '', role: 'officer', orgCode: null };

/** Who gets which role, and where: the first rule that fits counts. */
export const RuleInputs = ({ rules, onChange, faultAt }: Props) => {
  const t = useT();
  const change = (index: number, patch: Partial<IdentityRule>) =>
    onChange(rules.map((rule, at) => (at === index ? { ...rule, ...patch } : rule)));
  return (
    <Box>
      <Typography sx={{ fontWeight: 600, mb: 0.5 }}>{t('signIn.providers.rules')}</Typography>
      {rules.map((rule, index) => (
        <Rule
          // Rules have no names of their own; their place is what tells them apart.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          number={index + 1}
          rule={rule}
          only={rules.length === 1}
          fault={(field) => faultAt(index, field)}
          onChange={(patch) => change(index, patch)}
          onRemove={() => onChange(rules.filter((_rule, at) => at !== index))}
        />
      ))}
      <Button
        size="small"
        startIcon={<AddOutlined />}
        onClick={() => onChange([...rules, newRule])}
        sx={{ minHeight: { xs: 44, md: 32 } }}
      >
        {t('signIn.providers.addRule')}
      </Button>
    </Box>
  );
};

type RuleProps = {
  number: number;
  rule: IdentityRule;
  only: boolean;
  fault: (field: keyof IdentityRule) => string | undefined;
  onChange: (patch: Partial<IdentityRule>) => void;
  onRemove: () => void;
};

const Rule = ({ number, rule, only, fault, onChange, onRemove }: RuleProps) => {
  const t = useT();
  const word = useWord();
  const named = (field: 'claim' | 'value' | 'role', hint?: string) => ({
    value: rule[field],
    onChange: ({ target }: { target: { value: string } }) => onChange({ [field]: target.value }),
    error: Boolean(fault(field)),
    helperText: fault(field) ?? hint,
    label: t(`signIn.providers.${field}`),
    fullWidth: true,
  });
  return (
    <Box
      role="group"
      aria-label={t('signIn.providers.rule', { n: number })}
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '1fr 1fr' },
        gap: 1.5,
        py: 1.5,
        borderTop: 1,
        borderColor: 'divider',
      }}
    >
      <Box
        sx={{
          gridColumn: '1 / -1',
          display: 'flex',
          alignItems: 'center',
          justifyContent: 'space-between',
          minHeight: 30,
        }}
      >
        <Typography variant="caption">{t('signIn.providers.rule', { n: number })}</Typography>
        {!only && (
          <IconButton
            size="small"
            onClick={onRemove}
            aria-label={t('signIn.providers.removeRule', { n: number })}
            title={t('signIn.providers.removeRule', { n: number })}
            sx={{ minWidth: { xs: 44, md: 30 }, minHeight: { xs: 44, md: 30 } }}
          >
            <CloseOutlined fontSize="small" />
          </IconButton>
        )}
      </Box>
      <TextField {...named('claim', t('signIn.providers.claimHint'))} />
      <TextField {...named('value', t('signIn.providers.valueHint'))} />
      <TextField select {...named('role')}>
        {ruleRoles.map((role) => (
          <MenuItem key={role} value={role}>
            {word('role', role)}
          </MenuItem>
        ))}
      </TextField>
      <OrgPicker
        value={rule.orgCode}
        onChange={(orgCode) => onChange({ orgCode })}
        label={t('signIn.providers.place')}
        placeholder={t('signIn.providers.placeAny')}
        helperText={fault('orgCode') ?? t('signIn.providers.placeHint')}
      />
    </Box>
  );
};
