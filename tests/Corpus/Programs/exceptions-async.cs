using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
async Task<int> Bad(int i) { await Task.Yield(); throw new InvalidOperationException("bad" + i); }
var all = Task.WhenAll(Bad(1), Bad(2));
try { await all; } catch (Exception e) { Console.WriteLine(e.Message + " " + all.Exception!.InnerExceptions.Count); }
try { Task.Run(() => { throw new Exception("w"); }).Wait(); } catch (AggregateException e) { Console.WriteLine(e.InnerException!.Message); }
