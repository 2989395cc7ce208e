import type { Messages } from '../pt-br';
import common from './common.json';
import inbox from './inbox.json';
import receipt from './receipt.json';
import session from './session.json';
import settings from './settings.json';

const messages: Messages = { common, inbox, receipt, session, settings };

export default messages;
