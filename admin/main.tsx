import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { markDocument } from './i18n/index.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
markDocument();
createRoot(root).render(<App />);
