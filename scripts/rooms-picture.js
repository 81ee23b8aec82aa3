// Draws in docs/contributing.md which room may import which, from .dependency-cruiser.cjs. A test keeps it current.
import { readFileSync, writeFileSync } from 'node:fs';
import { rooms, roomsPicture, withRooms } from './rooms.js';

const page = 'docs/contributing.md';
writeFileSync(page, withRooms(readFileSync(page, 'utf8'), roomsPicture(rooms())));
