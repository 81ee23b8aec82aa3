import { Command } from '@oclif/core';

/** Does nothing: what oclif itself costs. */
export default class Nothing extends Command {
  async run() {
    this.log('nothing');
  }
}
