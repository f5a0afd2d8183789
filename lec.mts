import {launchBrowser} from "./scripts/browser.js";
import {serveSite} from "./scripts/staticServer.js";
const site = await serveSite();
const browser = await launchBrowser();
const seen=new Map<string,number>();
for (const p of process.argv.slice(2)) {
const page = await browser.newPage({viewport:{width:1920,height:1080}});
await page.addInitScript("globalThis.__name=(f)=>f");
await page.goto(site.url+p+"?lecture");
await page.waitForSelector("html[data-awake]",{state:"attached"});
let before="";
for(let i=0;i<60;i++){
 const r=await page.evaluate(()=>{
  const zoom=parseFloat(getComputedStyle(document.documentElement).getPropertyValue("--lecture"));
  const out:string[]=[];
  const parts=[...document.querySelectorAll("main > [data-on]")];
  for(const el of parts.flatMap(p=>[p,...p.querySelectorAll("*")])){
   if(!el.getClientRects().length||getComputedStyle(el).visibility==="hidden") continue;
   if(![...el.childNodes].some(n=>n.nodeType===3&&n.textContent!.trim())) continue;
   if(el.closest(".katex-mathml, title, style, desc, noscript")) continue;
   let px=parseFloat(getComputedStyle(el).fontSize);
   const svg=el.closest("svg") as SVGSVGElement|null;
   if(svg&&el instanceof SVGGraphicsElement){const m=el.getScreenCTM()!; px=parseFloat(getComputedStyle(el).fontSize)*Math.sqrt(Math.abs(m.a*m.d-m.b*m.c));}
   const he=el as HTMLElement;
   if(!svg){ const w=he.offsetHeight? he.getBoundingClientRect().height/he.offsetHeight:1; px*=Math.max(1,w)>1.01?w:1; }
   const share=px/innerHeight;
   if(share<0.0295) out.push((share*100).toFixed(2)+" "+el.tagName+"."+((el as any).className?.baseVal??el.className)+" in "+(el.closest("figure,.exercise,p,ul")?.className??"")+" | "+el.textContent!.trim().slice(0,24));
  }
  const m=document.querySelector("main")!;
  return {out,key:parts.map(p=>p.id||p.textContent!.slice(0,40)).join("|")+m.scrollTop,zoom};
 });
 if(r.key===before) break; before=r.key;
 for(const o of r.out) seen.set(p+" "+o,(seen.get(p+" "+o)??0)+1);
 await page.keyboard.press("ArrowRight"); await page.waitForTimeout(60);
}
await page.close();
}
console.log([...seen].sort().slice(0,150).map(([k])=>k).join("\n"));
await browser.close(); process.exit(0);
