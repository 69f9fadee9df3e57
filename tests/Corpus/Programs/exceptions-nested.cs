using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
try { try { throw new InvalidOperationException("inner"); } catch (Exception e) { throw new ArgumentException("outer", e); } finally { Console.WriteLine("finally"); } }
catch (ArgumentException e) when (e.InnerException is InvalidOperationException i) { Console.WriteLine(e.Message + "/" + i.Message); }
try { checked { var x = int.MaxValue; x += Environment.NewLine.Length; Console.WriteLine(x); } } catch (OverflowException) { Console.WriteLine("overflow"); }
try { object o = "s"; _ = (int)o; } catch (InvalidCastException) { Console.WriteLine("cast"); }
try { var z = 0; Console.WriteLine(1 / z); } catch (DivideByZeroException) { Console.WriteLine("div"); }
try { string? s = null; Console.WriteLine(s!.Length); } catch (NullReferenceException) { Console.WriteLine("null"); }
try { Console.WriteLine((new int[2])[5]); } catch (Exception e) { Console.WriteLine(e.GetType().Name); }
