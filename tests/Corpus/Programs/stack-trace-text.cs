using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Diagnostics;
try { A(); } catch (Exception e) { Console.WriteLine(e.StackTrace!.Contains("A") + " " + new StackTrace(e).FrameCount); } [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)] static void A() => throw new Exception("x");
