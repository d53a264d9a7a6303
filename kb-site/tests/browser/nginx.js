// nginx, as the web server of a built site: it compresses, and sends the headers
// that the site's own `_headers` asks for.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { until } from './patience.js';

/** Starts nginx over the folder of a site, with a folder for its own files; returns its port and how to stop it. */
export async function startNginx(site, folder) {
  const port = await freePort();
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'nginx.conf'), configuration(site, folder, port));
  const command = spawn('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'], {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaints = '';
  command.stderr.on('data', (piece) => { complaints += piece; });
  const ended = new Promise((done, failed) => { command.on('error', failed).on('close', done); });
  const failed = ended.then(() => { throw new Error(`nginx ended:\n${complaints}`); });
  const answers = () => fetch(`http://127.0.0.1:${port}/`).then(() => true, () => false);
  await Promise.race([failed, until('nginx answers', answers)]);
  failed.catch(() => {}); // later, its end is wanted
  return { port, close: () => { command.kill('SIGTERM'); return ended; } };
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

function configuration(site, folder, port) {
  return `
daemon off;
pid ${folder}/pid;
error_log stderr warn;
events {}
http {
  include /etc/nginx/mime.types;
  access_log off;
  gzip on;
  gzip_types text/css text/markdown text/plain application/javascript application/json application/xml image/svg+xml;
  client_body_temp_path ${folder}/body;
  proxy_temp_path ${folder}/proxy;
  fastcgi_temp_path ${folder}/fastcgi;
  uwsgi_temp_path ${folder}/uwsgi;
  scgi_temp_path ${folder}/scgi;
  server {
    listen 127.0.0.1:${port};
    root ${site};
    error_page 404 /404.html;
${locations(readFileSync(join(site, '_headers'), 'utf8')).join('\n')}
  }
}
`;
}

/** Returns a location for each path of \`_headers\`. The more exact one counts, with the headers of the others. */
function locations(headers) {
  const blocks = headers.trim().split(/\n(?=\S)/).map((block) => {
    const [path, ...lines] = block.trim().split('\n');
    const pairs = lines.map((line) => /^\s*([^:]+):\s*(.*)$/.exec(line).slice(1));
    return { prefix: path.replace(/\*$/, ''), isExact: !path.endsWith('*'), pairs };
  });
  return blocks.map(({ prefix, isExact }) => {
    const all = new Map(blocks.filter((other) => prefix.startsWith(other.prefix)).flatMap((other) => other.pairs));
    const lines = [...all].map(([name, value]) => `add_header ${name} "${value.replaceAll('"', '\\"')}" always;`);
    return `    location ${isExact ? '= ' : ''}${prefix} { try_files $uri $uri/index.html =404; ${lines.join(' ')} }`;
  });
}
