export const notificationFormat = 'octosync-notification/1';
