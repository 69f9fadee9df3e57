using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
try { Console.WriteLine(checked(new N(120) + new N(10)).V); } catch (OverflowException) { Console.WriteLine("checked"); } Console.WriteLine((new N(120) + new N(10)).V); readonly struct N(sbyte v) { public sbyte V => v; public static N operator +(N a, N b) => new(unchecked((sbyte)(a.V + b.V))); public static N operator checked +(N a, N b) => new(checked((sbyte)(a.V + b.V))); }
