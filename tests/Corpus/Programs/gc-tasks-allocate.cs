using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
var r = await Task.WhenAll(Enumerable.Range(0, 32).Select(k => Task.Run(() => { var s = new StringBuilder(); for (var i = 0; i < 400; i++) { s.Append(i).Append(new string('x', k)); } return s.Length; }))); GC.Collect(); Console.WriteLine(r.Sum());
