import { startChatLoad } from './chat-load.ts'
import { startChatServer } from './chat-server.ts'
import { startDurablePostgres } from './durable-postgres.ts'
import { loadavg } from 'node:os'
import { readFileSync, readdirSync } from 'node:fs'
const postgres = await startDurablePostgres()
await postgres.client.query(`alter system set autovacuum_naptime='1s'`); await postgres.client.query('select pg_reload_conf()')
const server = await startChatServer(postgres.url, process.argv[2] || undefined)
const load = startChatLoad(server.url)
const cpuAll = () => { // all procs cpu by name
  const out: Record<string, number> = {}
  for (const d of readdirSync('/proc')) if (/^\d+$/.test(d)) try { const s = readFileSync(`/proc/${d}/stat`,'utf8'); const i=s.lastIndexOf(') '); const f=s.slice(i+2).split(' '); let n=s.slice(s.indexOf('(')+1,i); if (n==='node'||n==='MainThread') n=readFileSync(`/proc/${d}/cmdline`,'utf8').split('\0').slice(-3).join(' ').slice(-40); out[n]=(out[n]??0)+(+f[11]!+ +f[12]!)/100 } catch {}
  return out }
const s = Number(process.argv[3] ?? 10)
try {
  await load.ask('enter', { residents: 300 }); await new Promise(r=>setTimeout(r,1500))
  const e = await load.ask('enter', { residents: 1700 }); console.log('enter', e.perSecond, e.p99)
  for (let i=0;i<Number(process.argv[4]??1);i++){
  const c0 = cpuAll(); const p=server.processor()
  const f = await load.ask('full', { seconds: s, inFlight: Number(process.argv[5]??128) })
  const c1 = cpuAll()
  console.log(f, 'us', (server.processor()-p)/f.turns*1e6, loadavg())
  console.log(Object.entries(c1).map(([k,v])=>[k,v-(c0[k]??0)] as const).filter(x=>x[1]>0.3).sort((a,b)=>b[1]-a[1]).map(([k,v])=>k+'='+v.toFixed(1)).join(' | '))
  }
  const r = await load.ask('reports', { count: 300 }); console.log('reports', r.told/r.seconds, r.p50, r.p99, r.last)
} finally { load.stop(); await server.stop(); await postgres.stop() }
