import { useTheme } from '@mui/material/styles';

/** 工 in a disc: beside the thin line above the bar the one place where the brand red stands. */
export const Emblem = ({ px = 28 }: { px?: number }) => {
  const { palette } = useTheme();
  return (
    <svg width={px} height={px} viewBox="0 0 32 32" aria-hidden focusable="false" style={{ flex: 'none' }}>
      <circle cx="16" cy="16" r="16" fill={palette.brand} />
      <circle cx="16" cy="16" r="13.4" fill="none" stroke="#fff" strokeWidth=".9" opacity=".75" />
      <g fill="none" stroke="#fff" strokeWidth="2.6" strokeLinecap="round" strokeLinejoin="round">
        <path d="M10.5 10.5h11M16 10.5v11M9 21.5h14" />
      </g>
    </svg>
  );
};
