// Writes docs/syncing-order.md from the phases in src/catalogue/order.ts. Build first. A test keeps it current.
import { writeFileSync } from 'node:fs';
import { orderReference } from '../build/report/reference/order-reference.js';

writeFileSync('docs/syncing-order.md', orderReference());
