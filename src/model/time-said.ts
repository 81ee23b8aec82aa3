/** `2026-11-20 06:00 UTC`; whatever else a file or a server says stays as it is. */
export const timeSaid = (time: string): string =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d.*(Z|\+00:00)$/.test(time) ? `${time.slice(0, 16).replace('T', ' ')} UTC` : time;
