/** The forms in which a webhook takes a message: that of Slack, that of Microsoft Teams, and our own. */
export const notifyShapes = ['generic', 'slack', 'teams'] as const;
export type NotifyShape = (typeof notifyShapes)[number];

/** When a message is sent: always, where there is something to look at, or where it failed. */
export const notifyTimes = ['changes', 'always', 'failure'] as const;
export type NotifyTime = (typeof notifyTimes)[number];
