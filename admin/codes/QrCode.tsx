import Box from '@mui/material/Box';
import { useMemo } from 'react';
import { qrModules, runsOf } from '../../shared/qr.ts';

/** Light fields around a code, without which readers don't find it. */
const quiet = 4;

/** The address as a code, black on white whatever the look of the console. */
export const QrCode = ({ address, label }: { address: string; label: string }) => {
  const modules = useMemo(() => qrModules(address), [address]);
  const size = modules.length + 2 * quiet;
  const path = modules
    .flatMap((row, y) => runsOf(row).map(([x, width]) => `M${x + quiet} ${y + quiet}h${width}v1h-${width}z`))
    .join('');
  return (
    <Box
      component="svg"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      sx={{ display: 'block', width: 1, bgcolor: '#fff' }}
    >
      <path d={path} fill="#000" />
    </Box>
  );
};

/** The same code as a picture file of about 600 px, with its name below it. */
export async function codePicture(address: string, name: string): Promise<Blob | null> {
  const modules = qrModules(address);
  const unit = Math.floor(600 / (modules.length + 2 * quiet));
  const side = unit * (modules.length + 2 * quiet);
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side + 56;
  const pen = canvas.getContext('2d');
  if (!pen) return null;
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = '#000';
  for (const [y, row] of modules.entries()) {
    for (const [x, width] of runsOf(row)) pen.fillRect((x + quiet) * unit, (y + quiet) * unit, width * unit, unit);
  }
  pen.font = '24px "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif';
  pen.textAlign = 'center';
  pen.fillText(name, side / 2, side + 24, side - 32);
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
}
