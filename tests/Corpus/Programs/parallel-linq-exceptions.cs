using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
try { Enumerable.Range(0, 100).AsParallel().ForAll(x => { if (x == 57) { throw new InvalidOperationException("x" + x); } }); } catch (AggregateException e) { Console.WriteLine(e.InnerExceptions.Count >= 1 ? e.InnerExceptions[0].Message : "none"); }
