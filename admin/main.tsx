import { createRoot } from 'react-dom/client';
import { App } from './App.tsx';
import { resumeLanguage } from './i18n/index.ts';
import { keepInstallPrompt } from './offline/install.ts';
import { keepConsole } from './offline/version.ts';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
keepInstallPrompt();
keepConsole();
void resumeLanguage().then(() => createRoot(root).render(<App />));
