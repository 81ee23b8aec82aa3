import { text, type Api } from './server.js';

/*
 * A client as the vendor's .NET client is one (OctopusAsyncClient.cs, BasicRepository.cs, UrlTemplate.cs): it knows no path
 * but `/api`, resolves all others from links and their templates, sends PUT and DELETE as POST, and reads anew what it
 * has created or changed.
 */

export type Document = Readonly<Record<string, unknown>>;
export type Parameters = Readonly<Record<string, unknown>>;

interface Page extends Document {
  readonly Items: readonly Document[];
}

/** What answers with no 2xx: its status, and what it says. */
export class Refused extends Error {
  readonly status: number;
  constructor(what: string, status: number, body: string) {
    super(`${what}: ${status} ${body}`);
    this.status = status;
  }
}

/** As .NET writes values: `True`, and lists with commas between. */
const written = (value: unknown): string => {
  if (Array.isArray(value)) return value.map((item) => encodeURIComponent(String(item))).join(',');
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return encodeURIComponent(String(value));
};

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && !isEmptyList(value);
const isEmptyList = (value: unknown): boolean => Array.isArray(value) && value.length === 0;

/** The path of a template. Names are read without regard to case; what a template does not name is not sent. */
export const resolved = (template: string, given: Parameters = {}): string => {
  const values = new Map(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const part = (name: string): unknown => values.get(name.toLowerCase());
  return template.replaceAll(/\{([/?]?)([^}]*)\}/g, (_all, operator: string, names: string) => {
    const known = names.split(',').filter((name) => isGiven(part(name)));
    const parts = known.map((name) => `${operator === '?' ? `${name}=` : ''}${written(part(name))}`);
    if (parts.length === 0) return '';
    return operator === '?' ? `?${parts.join('&')}` : `${operator}${parts.join('/')}`;
  });
};

/** A link of a document. Throws for one that is not handed out. */
export const linkIn = (document: Document, name: string): string => {
  const links = Object.entries((document['Links'] ?? {}) as Record<string, string>);
  const [, link] = links.find(([one]) => one.toLowerCase() === name.toLowerCase()) ?? [];
  if (link === undefined) throw new Error(`No link ${name} among ${links.map(([one]) => one).join(', ')}`);
  return link;
};

export interface LinkClient {
  readonly user: Document;
  readonly space: Document;
  /** By the table of the space, else by that of the server. */
  readonly link: (name: string) => string;
  readonly get: (template: string, given?: Parameters) => Promise<Document>;
  readonly getList: (template: string, given?: Parameters) => Promise<readonly Document[]>;
  readonly send: (method: string, template: string, body?: unknown, given?: Parameters) => Promise<Document>;
  /** Page by page, by the link to the next. */
  readonly paginate: (template: string, given?: Parameters) => Promise<readonly Document[]>;
  readonly create: (template: string, body: unknown, given?: Parameters) => Promise<Document>;
  readonly update: (template: string, body: unknown) => Promise<Document>;
}

/** Finds out who it is and where its space is. Throws where an answer refuses, or a link is missing. */
export const connected = async ({ instance }: Api): Promise<LinkClient> => {
  const send: LinkClient['send'] = async (method, template, body, given) => {
    const isPlain = method === 'GET' || method === 'POST';
    const answer = await fetch(`${instance.url}${resolved(template, given)}`, {
      method: isPlain ? method : 'POST',
      headers: {
        'x-octopus-apikey': instance.apiKey,
        accept: 'application/json',
        ...(!isPlain && { 'x-http-method-override': method }),
        ...(body !== undefined && { 'content-type': 'application/json; charset=utf-8' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const said = await answer.text();
    if (!answer.ok) throw new Refused(`${method} ${resolved(template, given)}`, answer.status, said);
    return said === '' || !answer.headers.get('content-type')?.includes('json') ? {} : (JSON.parse(said) as Document);
  };
  const get: LinkClient['get'] = (template, given) => send('GET', template, undefined, given);
  const anew = (answered: Document, path: string): Promise<Document> =>
    get(text(((answered['Links'] ?? {}) as Document)['Self']) || path);
  const root = await get('/api');
  const user = await get(linkIn(root, 'CurrentUser'));
  const spaces = (await get(linkIn(user, 'Spaces'))) as unknown as readonly Document[];
  const [space = {}] = spaces.filter(({ IsDefault }) => IsDefault === true);
  const spaceRoot = await get(linkIn(space, 'SpaceHome'), { Id: space['Id'] });
  const link = (name: string): string => {
    try {
      return linkIn(spaceRoot, name);
    } catch {
      return linkIn(root, name);
    }
  };
  return {
    user,
    space,
    link,
    get,
    getList: async (template, given) => (await get(template, given)) as unknown as readonly Document[],
    send,
    paginate: async (template, given) => {
      const items: Document[] = [];
      for (let page = (await get(template, given)) as Page; ;) {
        items.push(...page.Items);
        const next = (page['Links'] as Record<string, string>)['Page.Next'];
        if (page.Items.length === 0 || next === undefined) return items;
        page = (await get(next)) as Page;
      }
    },
    create: async (template, body, given) => {
      const path = resolved(template, given);
      return anew(await send('POST', path, body), path);
    },
    update: async (template, body) => anew(await send('PUT', template, body), template),
  };
};
