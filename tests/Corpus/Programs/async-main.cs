using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
class P { static async Task<int> Main(string[] args) { await Task.Delay(5); Console.WriteLine("async " + args.Length); return 0; } }
