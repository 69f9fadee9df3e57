using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
try { throw new MyError(5, "bad"); } catch (MyError e) when (e.Code == 5) { Console.WriteLine(e.Message + e.Code + (e is Exception)); } try { throw null!; } catch (NullReferenceException) { Console.WriteLine("null thrown"); } class MyError(int code, string m) : Exception(m) { public int Code => code; }
