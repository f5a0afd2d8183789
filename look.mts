import {chromium} from "playwright-core";
const [,, page="degradation", mode="on", width="1440", scheme="light"]=process.argv;
const b=await chromium.launch({executablePath:"/usr/bin/chromium",args:["--no-sandbox","--enable-unsafe-webgpu","--use-webgpu-adapter=swiftshader","--use-angle=swiftshader","--enable-unsafe-swiftshader"]});
const c=await b.newContext({viewport:{width:Number(width),height:width==="390"?844:900},javaScriptEnabled:mode!=="off",colorScheme:scheme as any});
const p=await c.newPage();
let req:string[]=[];let bytes=0;
p.on("console",m=>{if(m.type()==="error"||m.type()==="warning")console.log("console",m.type(),m.text().slice(0,300))});p.on("pageerror",e=>console.log("pageerror",String(e).slice(0,300)));
p.on("response",async r=>{req.push(r.url().replace("http://localhost:8201",""));});
if(mode!=="off")await p.addInitScript(()=>{(window as any).shifts=[];new PerformanceObserver(l=>{for(const e of l.getEntries() as any)(window as any).shifts.push([e.value,e.sources?.map((s:any)=>{const n=s.node;const el=n?.nodeType===1?n:n?.parentElement;return (el?.tagName||"")+"."+String(el?.className?.baseVal??el?.className).slice(0,40)+" "+JSON.stringify([s.previousRect.y,s.currentRect.y,s.previousRect.height,s.currentRect.height].map(Math.round))}).slice(0,4)])}).observe({type:"layout-shift",buffered:true})});
await p.goto("http://localhost:8201/"+page);
await p.waitForTimeout(1500);
console.log("at first",req.length,req.filter(r=>r.endsWith(".js")).join(" "));
if(mode==="scroll"||mode==="on"){
 const h=await p.evaluate(()=>document.documentElement.scrollHeight);
 for(let y=0;y<h;y+=600){await p.mouse.wheel(0,600);await p.waitForTimeout(250)}
 await p.waitForTimeout(2500);
 console.log("after",req.length,req.filter(r=>/js(on)?$/.test(r)).join(" "));
 const s=await p.evaluate(()=>(window as any).shifts);
 console.log("shifts",s.reduce((a:number,x:any)=>a+x[0],0).toFixed(4),JSON.stringify(s.filter((x:any)=>x[0]>0.0005)).slice(0,2500));
 console.log(await p.evaluate(()=>[document.querySelectorAll("observablehq-loading").length,[...document.querySelectorAll(".observablehq--error")].map(e=>e.textContent).slice(0,3),document.querySelectorAll("main svg").length]));
 await p.evaluate(()=>scrollTo(0,0));
}
await p.screenshot({path:`/tmp/shot-${page.replace(/\W/g,"_")}-${mode}-${width}-${scheme}.png`,fullPage:true});
await b.close();
