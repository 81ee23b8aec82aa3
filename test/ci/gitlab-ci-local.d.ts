declare module 'gitlab-ci-local/src/schema/schema.js' {
  /** What GitLab publishes for its editor, as this package carries it. */
  export const schema: object;
}
