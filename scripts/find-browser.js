import { delimiter, join } from 'node:path';
import { canRun } from './can-run.js';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const macs = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** The path of a Chromium or Chrome on this machine: CHROME_PATH, then what is on the PATH; undefined if there is none. */
export const findBrowser = () => {
  const { CHROME_PATH: given, PATH: path = '' } = process.env;
  const folders = [...path.split(delimiter), '/usr/bin'].filter((folder) => folder !== '');
  const candidates = [
    ...(given ? [given] : []),
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...macs,
  ];
  return candidates.find(canRun);
};

/** Nothing of the browser's own may reach for a network, and no GPU or sandbox is there in a container. */
export const browserArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
