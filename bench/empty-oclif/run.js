// The smallest oclif program there is: the yardstick of our start-up.
import { execute } from '@oclif/core';

await execute({ dir: import.meta.url });
