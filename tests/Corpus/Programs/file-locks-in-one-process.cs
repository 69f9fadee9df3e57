using System;
using System.IO;
using (var mine = new FileStream("locked.txt", FileMode.Create, FileAccess.ReadWrite, FileShare.None))
{
    mine.WriteByte(65);
    try { using var again = File.OpenRead("locked.txt"); Console.WriteLine("opened twice"); }
    catch (IOException e) { Console.WriteLine(e.GetType().Name); }
    mine.Lock(0, 1);
    mine.Unlock(0, 1);
}
Console.WriteLine(File.ReadAllText("locked.txt"));
using var space = new FileStream("space.txt", new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, PreallocationSize = 4096 });
Console.WriteLine(space.Length >= 0);
