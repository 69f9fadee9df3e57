using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
try { try { throw new Exception("a"); } finally { Console.WriteLine("inner finally"); } } catch (Exception e) when (Log(e)) { Console.WriteLine("caught"); } static bool Log(Exception e) { Console.WriteLine("filter " + e.Message); return true; }
