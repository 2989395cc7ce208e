import common from './common.json';
import inbox from './inbox.json';
import receipt from './receipt.json';
import session from './session.json';
import settings from './settings.json';

const messages = { common, inbox, receipt, session, settings };

export type Messages = typeof messages;
export default messages;
