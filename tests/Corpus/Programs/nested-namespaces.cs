using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
namespace A.B { static class C { internal static string D => "deep"; } }
namespace Q { class P { static void Main() { Console.WriteLine(A.B.C.D); } } }
