export { BurnDown, type BurnPoint } from './BurnDown.tsx';
export { ChartFrame, type ChartHead } from './ChartFrame.tsx';
export { Funnel, type FunnelStage } from './Funnel.tsx';
export { HBarRanked, type Bar } from './HBarRanked.tsx';
